// What only those who work on the library need.
import { openArrange } from "./arrange";
import { openCheck } from "./check";
import { openCorrect } from "./correct";
import { openUploads } from "./upload";

openArrange(document);
openCheck(document);
openCorrect(document);
openUploads(document);
