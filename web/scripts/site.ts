// Everything here only adds: each page works without it.
import { openTerms } from "./terms";
import { focusSearch } from "./search";

openTerms(document);
focusSearch(document);
