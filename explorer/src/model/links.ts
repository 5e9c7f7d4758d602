/** Which entities each event has, as one flat list: event i has `entities[starts[i]]` up to `entities[starts[i + 1]]`. */
export interface Links {
  starts: Uint32Array;
  entities: Int32Array;
  size: number;
}

/** Takes every `width`th number, beginning with the first, of each event's list. */
export function links(lists: readonly number[][], width: number, size: number): Links {
  const starts = new Uint32Array(lists.length + 1);
  lists.forEach((list, event) => (starts[event + 1] = starts[event] + list.length / width));
  const entities = new Int32Array(starts[lists.length]);
  lists.forEach((list, event) => {
    for (let at = 0; at < list.length; at += width) entities[starts[event] + at / width] = list[at];
  });
  return { starts, entities, size };
}

/** Links of a column that holds one entity, or none (below 0), for each event. */
export function singles(column: readonly number[], size: number): Links {
  return links(column.map((entity) => (entity < 0 ? [] : [entity])), 1, size);
}

export function entitiesOf(from: Links, event: number): Int32Array {
  return from.entities.subarray(from.starts[event], from.starts[event + 1]);
}
