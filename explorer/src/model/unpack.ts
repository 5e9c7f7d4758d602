import { strFromU8, unzlibSync } from "fflate";
import type { Payload } from "./payload";

/** Reads the packed data: base64 of deflated JSON. */
export function unpack(packed: string): Payload {
  const bytes = Uint8Array.from(atob(packed.trim()), (character) => character.charCodeAt(0));
  return JSON.parse(strFromU8(unzlibSync(bytes))) as Payload;
}
