/** The national standard's codes by character, from the platform's own decoder, which knows the table one way only. */
let table: Map<string, number[]> | undefined;

function tableOf(): Map<string, number[]> {
  const decoder = new TextDecoder('gb18030');
  const made = new Map<string, number[]>();
  const note = (...bytes: number[]) => {
    const character = decoder.decode(Uint8Array.from(bytes));
    if ([...character].length === 1 && character !== '\ufffd' && !made.has(character)) made.set(character, bytes);
  };
  const upTo = (first: number, last: number) =>
    Array.from({ length: last - first + 1 }, (_none, index) => first + index);
  for (const lead of upTo(0x81, 0xfe)) for (const trail of upTo(0x40, 0xfe)) note(lead, trail);
  for (const first of upTo(0x81, 0x84))
    for (const second of upTo(0x30, 0x39))
      for (const third of upTo(0x81, 0xfe)) for (const fourth of upTo(0x30, 0x39)) note(first, second, third, fourth);
  return made;
}

/** Beyond the first plane, where the rarest characters of names are, codes follow one another. */
function beyond(point: number): number[] {
  const place = point - 0x10000;
  return [
    0x90 + Math.floor(place / 12600),
    0x30 + (Math.floor(place / 1260) % 10),
    0x81 + (Math.floor(place / 10) % 126),
    0x30 + (place % 10),
  ];
}

/** A text in GB18030, of which GBK is a part: every character has a code in it. */
export function encodeGb18030(text: string): Buffer {
  table ??= tableOf();
  const bytes: number[] = [];
  for (const character of text) {
    const point = character.codePointAt(0) as number;
    if (point < 0x80) bytes.push(point);
    else bytes.push(...(point > 0xffff ? beyond(point) : (table.get(character) ?? [0x3f])));
  }
  return Buffer.from(bytes);
}
