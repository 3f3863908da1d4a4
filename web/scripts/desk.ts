// What only those who work on the library need.
import { openCheck } from "./check";
import { openUploads } from "./upload";

openCheck(document);
openUploads(document);
