import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  type KeyObject,
  randomBytes,
} from 'node:crypto';

/** A column of a row: what is sealed for one place opens nowhere else. */
export interface SealedPlace {
  table: string;
  column: string;
  rowId: string;
}

const FORMAT = 1;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;
const INDEX_BYTES = 16;

/**
 * Keeps what must not lie open in the database: identity numbers, telephone and bank account numbers. Values are sealed
 * by AES-256-GCM under the first key of the ring and found again by a keyed hash (HMAC-SHA-256), so that the database
 * alone tells neither. An envelope names its key: 1 byte of format, the length and name of the key, IV, tag, ciphertext.
 */
export class Vault {
  private readonly keys: ReadonlyMap<string, KeyObject>;
  private readonly indexKey: KeyObject;
  /** The name of the key that seals. */
  readonly currentKey: string;

  /**
   * @param dataKeys `name:base64,name:base64`, 32 bytes each; the first seals, all open
   * @param indexKey base64 of 32 bytes
   * Throws an Error in plain English when a key is missing or malformed; it never quotes one.
   */
  constructor(dataKeys: string, indexKey: string) {
    this.keys = readRing(dataKeys);
    this.indexKey = readKey(indexKey, 'YIMEN_INDEX_KEY');
    this.currentKey = [...this.keys.keys()][0] as string;
  }

  get keyNames(): string[] {
    return [...this.keys.keys()];
  }

  /** Seals a text for one place. The same text gives another envelope each time. */
  seal(text: string, place: SealedPlace): Buffer {
    const name = Buffer.from(this.currentKey);
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.keys.get(this.currentKey) as KeyObject, iv);
    cipher.setAAD(placeBytes(place));
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([Buffer.from([FORMAT, name.length]), name, iv, cipher.getAuthTag(), sealed]);
  }

  /**
   * Opens an envelope, also as base64. Throws when it was sealed for another place, was changed, or its key is not in
   * the ring.
   */
  open(envelope: Buffer | string, place: SealedPlace): string {
    const bytes = typeof envelope === 'string' ? Buffer.from(envelope, 'base64') : envelope;
    const name = keyName(bytes);
    const key = this.keys.get(name);
    if (!key) throw new Error(`YIMEN_DATA_KEYS lacks the key ${name}`);
    const ivAt = 2 + name.length;
    const tagAt = ivAt + IV_BYTES;
    const textAt = tagAt + TAG_BYTES;
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(ivAt, tagAt));
    decipher.setAAD(placeBytes(place));
    decipher.setAuthTag(bytes.subarray(tagAt, textAt));
    return decipher.update(bytes.subarray(textAt), undefined, 'utf8') + decipher.final('utf8');
  }

  /** Whether an envelope was sealed under another key than the current one. */
  isOutdated(envelope: Buffer): boolean {
    return keyName(envelope) !== this.currentKey;
  }

  /** The blind index of a text of one kind: equal texts have equal indexes, which tell nothing without the key. */
  index(kind: string, text: string): Buffer {
    return createHmac('sha256', this.indexKey).update(`${kind}\0${text}`).digest().subarray(0, INDEX_BYTES);
  }
}

function keyName(envelope: Buffer): string {
  if (envelope[0] !== FORMAT) throw new Error('This is no sealed value');
  return envelope.subarray(2, 2 + (envelope[1] ?? 0)).toString();
}

function placeBytes({ table, column, rowId }: SealedPlace): Buffer {
  return Buffer.from(`${table}.${column}:${rowId}`);
}

function readRing(text: string): Map<string, KeyObject> {
  const ring = new Map<string, KeyObject>();
  for (const entry of text.split(',').map((one) => one.trim())) {
    const [, name, key] = /^([a-z0-9-]{1,30}):(.+)$/.exec(entry) ?? [];
    if (!name || !key) throw new Error('YIMEN_DATA_KEYS is a list of name:base64, separated by commas');
    if (ring.has(name)) throw new Error(`YIMEN_DATA_KEYS names the key ${name} twice`);
    ring.set(name, readKey(key, `The key ${name} of YIMEN_DATA_KEYS`));
  }
  return ring;
}

/** Made once: a key given as bytes is prepared anew for every number, which takes longer than sealing it. */
function readKey(text: string, what: string): KeyObject {
  const key = Buffer.from(text, 'base64');
  if (key.length !== KEY_BYTES) throw new Error(`${what} is not the base64 of 32 bytes`);
  return createSecretKey(key);
}

/** A new random key as base64. */
export function newKey(): string {
  return randomBytes(KEY_BYTES).toString('base64');
}
