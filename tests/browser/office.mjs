// A real `teren serve` over TLS on the data of `teren demo`, with a partner, an exchange, a phone
// that was closed and a venue that was proposed: something to see on every page.

import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

export const COORDINATOR = "Elena Ionescu";

export class Office {
  // `programs` is the folder in which `teren` and `phone` were built, `picture` any picture: what a
  // phone makes a photo of.
  static async open(programs, picture) {
    const office = new Office();
    office.programs = programs;
    office.picture = picture;
    office.folder = mkdtempSync(join(tmpdir(), "teren-browser-"));
    office.data = join(office.folder, "demo", "server");
    const demo = ["demo", "--once", "--json", "--data", join(office.folder, "demo")];
    office.outcome = JSON.parse(office.#run("teren", demo)).outcome;
    await office.#serve();
    office.#furnish();
    return office;
  }

  async #serve() {
    const listen = ["serve", "--data", this.data, "--listen", "127.0.0.1:0"];
    const piped = { stdio: ["ignore", "pipe", "inherit"] };
    this.server = spawn(join(this.programs, "teren"), listen, piped);
    for await (const line of createInterface(this.server.stdout)) {
      this.url = line.split(" ").pop();
      return;
    }
    throw new Error("the server did not come up");
  }

  #furnish() {
    this.hand_out("ana", "Ana Cretu", "volunteer", "iasi");
    this.hand_out("lost", "Ion Vasile", "volunteer", "iasi");
    const neighbours = ["--id", "neighbours", "--name", "Good neighbours", "--unit", "iasi"];
    this.teren("programme", "create", ...neighbours);
    this.hand_out("vera", "Vera", "partner", "iasi", "--programme", "neighbours");
    const exchange = { programme: "neighbours", title: "Summer school of volunteers" };
    this.exchange = this.phone(["exchange", "new", "-"], "vera", JSON.stringify(exchange)).trim();
    this.phone(["sync"], "vera");
    const id = this.record("ana", { kind: "school", title: "First hour in the new school" });
    this.phone(["photo", "add", id, this.picture, "--name", "The poster at the door.jpg"], "ana");
    const venue = ["--name", "Liceul nou", "--locality", "Iași", "--adm1", "RO-IS"];
    this.phone(["propose-venue", id, ...venue], "ana");
    this.phone(["sync"], "ana");
    this.record("lost", { kind: "school", title: "On the phone that was lost" });
    const phones = JSON.parse(this.teren("device", "list", "--json"));
    const lost = (phones.devices ?? phones).find((phone) => phone.name === "Ion Vasile");
    this.teren("device", "close", lost.device ?? lost.id);
    this.#try("phone", ["--store", join(this.folder, "lost"), "sync"]);
  }

  // A one-time code, as an administrator draws it.
  code() {
    const told = this.teren("member", "sign-in", "--member", COORDINATOR);
    return new URL(told.trim()).searchParams.get("code");
  }

  hand_out(store, name, role, unit, ...more) {
    const whom = ["--member", name, "--role", role, "--unit", unit, ...more];
    const where = ["--public-url", this.url, "--allow-local", "--json"];
    const invite = JSON.parse(this.teren("invite", ...whom, ...where));
    this.phone(["join", invite.url], store);
    this.phone(["sync"], store);
  }

  // The id of a session that was recorded and not yet sent.
  record(store, session) {
    return this.phone(["record", "-"], store, JSON.stringify(session)).trim();
  }

  phone(args, store, input) {
    return this.#run("phone", ["--store", join(this.folder, store), ...args], input);
  }

  teren(command, ...args) {
    // A command of several words has its folder behind them.
    const words = args.findIndex((arg) => arg.startsWith("--"));
    const at = words < 0 ? args.length : words;
    const [first, last] = [args.slice(0, at), args.slice(at)];
    return this.#run("teren", [command, ...first, "--data", this.data, ...last]);
  }

  #run(name, args, input) {
    const done = this.#try(name, args, input);
    if (done.status !== 0) {
      throw new Error(`${name} ${args.join(" ")}: ${done.stdout}${done.stderr}`);
    }
    return done.stdout;
  }

  #try(name, args, input = "") {
    return spawnSync(join(this.programs, name), args, { input, encoding: "utf8" });
  }

  async close() {
    const ended = new Promise((resolve) => this.server.once("exit", resolve));
    this.server.kill("SIGTERM");
    await ended;
    rmSync(this.folder, { recursive: true });
  }
}
