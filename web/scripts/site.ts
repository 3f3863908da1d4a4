// Everything here only adds: each page works without it.
import { openFacing } from "./facing";
import { openNotes } from "./notes";
import { openTerms } from "./terms";
import { openWords } from "./words";
import { focusSearch, suggest } from "./search";

openTerms(document);
focusSearch(document);
suggest(document);
openFacing(document);
openWords(document);
openNotes(document);
