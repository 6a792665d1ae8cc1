// Renders one page with each engine as its docs teach: node render.mjs PAGE.json TEMPLATES OUT
// Prints the names of the engines; then, for each line [name, times], the seconds of CPU and wall that so many documents in a row took,
// each written to OUT.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import carbone from "carbone";
import Docxtemplater from "docxtemplater";
import { TemplateHandler } from "easy-template-x";
import PizZip from "pizzip";

const [page, templates, out] = process.argv.slice(2);
const data = JSON.parse(readFileSync(page, "utf8"));
const braces = readFileSync(join(templates, "braces.docx"));

const engines = {
  docxtemplater: async () => {
    const document = new Docxtemplater(new PizZip(braces), { paragraphLoop: true, linebreaks: true });
    document.render(data);
    return document.getZip().generate({ type: "nodebuffer", compression: "DEFLATE" });
  },
  "easy-template-x": () => new TemplateHandler().process(braces, data),
  carbone: () =>
    new Promise((done, failed) =>
      carbone.render(join(templates, "carbone.docx"), data, (error, result) => (error ? failed(error) : done(result))),
    ),
};

const seconds = async (render, times) => {
  const [cpu, wall] = [process.cpuUsage(), performance.now()];
  for (let i = 0; i < times; i += 1) await render();
  const spent = process.cpuUsage(cpu);
  return [(spent.user + spent.system) / 1e6, (performance.now() - wall) / 1e3];
};

const written = (name) => async () => writeFileSync(join(out, `${name}.docx`), await engines[name]());
console.log(JSON.stringify(Object.keys(engines)));
for await (const line of createInterface({ input: process.stdin })) {
  const [name, times] = JSON.parse(line);
  console.log(JSON.stringify(await seconds(written(name), times)));
}
process.exit(0);
