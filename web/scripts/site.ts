// Everything here only adds: each page works without it.
import { openCopy } from "./copy";
import { openFacing } from "./facing";
import { openJob } from "./job";
import { openNotes } from "./notes";
import { openSelect } from "./select";
import { openTerms } from "./terms";
import { openTrail } from "./trail";
import { openWords } from "./words";
import { openZoomable } from "./zoomable";
import { focusSearch, suggest } from "./search";

openTerms(document);
focusSearch(document);
suggest(document);
openFacing(document);
openWords(document);
openNotes(document);
openSelect(document);
openCopy(document);
openTrail(document);
openZoomable(document);
openJob(document);
