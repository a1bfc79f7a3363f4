// Text of a PDF as Firefox's viewer (pdf.js) gives it, a form feed after each page.
// Usage: node pdfjs_text.mjs FOLDER_OF_pdfjs-dist FILE.pdf
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

// Only drawing needs these; without them pdf.js wants a native canvas package, or does not load.
for (const name of ["DOMMatrix", "ImageData", "Path2D"]) globalThis[name] ??= class {};

const [folder, file] = process.argv.slice(2);
const pdfjs = await import(pathToFileURL(`${folder}/legacy/build/pdf.mjs`).href);
const data = new Uint8Array(readFileSync(file));
const pdf = await pdfjs.getDocument({ data, verbosity: 0, isEvalSupported: false }).promise;
let out = "";
for (let number = 1; number <= pdf.numPages; number++) {
  const content = await (await pdf.getPage(number)).getTextContent({ includeMarkedContent: false });
  for (const item of content.items) out += item.str + (item.hasEOL ? "\n" : "");
  out += "\f";
}
process.stdout.write(out);
