import { optional, required } from "./entry.ts";
import * as field from "./fields.ts";

/** The fields that every link has, of whatever type it is. */
export const LINK_FIELDS = {
  id: required(field.text),
  name: optional(field.text),
  mtu: optional(field.mtu),
};
