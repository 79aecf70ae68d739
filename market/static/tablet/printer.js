// Paper: a small Bluetooth printer where the browser can reach one, else the printing of the system.

import { bytes, chunks } from "./plain/escpos.js";
import { el } from "./html.js";

const SERVICES = [0x18f0, 0xff00, "49535343-fe7d-4ae5-8fa9-9fafd205e455", "e7810a71-73ae-499d-8c15-faa9aef0c3f2"];
let device = null;

export const canPrint = () => Boolean(navigator.bluetooth);

const writable = async (server) => {
  for (const service of await server.getPrimaryServices()) {
    for (const one of await service.getCharacteristics()) {
      if (one.properties.write || one.properties.writeWithoutResponse) return one;
    }
  }
  throw new Error("no way to write");
};

const overBluetooth = async (data) => {
  if (!device) device = await navigator.bluetooth.requestDevice({ filters: SERVICES.map((one) => ({ services: [one] })), optionalServices: SERVICES });
  const server = device.gatt.connected ? device.gatt : await device.gatt.connect();
  const place = await writable(server);
  for (const part of chunks(data)) {
    if (place.properties.writeWithoutResponse && place.writeValueWithoutResponse) await place.writeValueWithoutResponse(part);
    else await place.writeValue(part);
  }
};

const bySystem = (strip) => {
  const sheet = el("div.print-only", {}, strip);
  document.body.append(sheet);
  document.body.classList.add("slip");
  window.print();
  document.body.classList.remove("slip");
  sheet.remove();
};

export const print = async (lines, strip) => {
  if (!canPrint()) return bySystem(strip);
  try {
    return await overBluetooth(bytes(lines));
  } catch (problem) {
    if (problem.name !== "NotFoundError") {
      device = null;
      throw problem;
    }
    return bySystem(strip);
  }
};
