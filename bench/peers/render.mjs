// Renders one page with each engine as its docs teach: node render.mjs PAGE.json TEMPLATES OUT ROUNDS
// Prints {engine: {cpu: [ms …], wall: [ms …]}}; the last document of each engine is left in OUT.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import carbone from "carbone";
import Docxtemplater from "docxtemplater";
import { TemplateHandler } from "easy-template-x";
import PizZip from "pizzip";

const [page, templates, out, rounds] = process.argv.slice(2);
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

const taken = {};
for (const [name, render] of Object.entries(engines)) {
  taken[name] = { cpu: [], wall: [] };
  for (let round = -5; round < Number(rounds); round += 1) {
    const [cpu, wall] = [process.cpuUsage(), performance.now()];
    const document = await render();
    if (round >= 0) {
      const spent = process.cpuUsage(cpu);
      taken[name].cpu.push((spent.user + spent.system) / 1000);
      taken[name].wall.push(performance.now() - wall);
    }
    if (round === Number(rounds) - 1) writeFileSync(join(out, `${name}.docx`), document);
  }
}
console.log(JSON.stringify(taken));
process.exit(0);
