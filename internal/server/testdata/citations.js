// Reads a citation in any form from standard input and prints it as CSL items.
const { Cite } = require('@citation-js/core')
require('@citation-js/plugin-bibtex')
require('@citation-js/plugin-ris')
const text = require('fs').readFileSync(0, 'utf8')
process.stdout.write(JSON.stringify(new Cite(text).data))
