// Everything here only adds: each page works without it.
import { openTerms } from "./terms";
import { focusSearch, suggest } from "./search";

openTerms(document);
focusSearch(document);
suggest(document);
