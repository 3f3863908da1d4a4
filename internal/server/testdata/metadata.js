// Reads a page from standard input and prints all metadata found in it.
const { parseAll } = require('html-metadata')
const { load } = require('cheerio')
const html = require('fs').readFileSync(0, 'utf8')
parseAll(load(html)).then(found => process.stdout.write(JSON.stringify(found)))
