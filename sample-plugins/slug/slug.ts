// Texts as parts of addresses of web pages.

const ZERO = 0x30;
const NINE = 0x39;
const A = 0x61;
const Z = 0x7a;
const DASH = 0x2d;

/** The letters and digits of ASCII in lower case, with a dash where anything else was between them. */
export function slug(title: string): string {
  const lower = title.toLowerCase();
  const codes: i32[] = [];
  let gap = false;
  for (let i = 0; i < lower.length; i++) {
    const code = lower.charCodeAt(i);
    if ((code >= A && code <= Z) || (code >= ZERO && code <= NINE)) {
      if (gap && codes.length > 0) codes.push(DASH);
      codes.push(code);
      gap = false;
    } else {
      gap = true;
    }
  }
  return String.fromCharCodes(codes);
}
