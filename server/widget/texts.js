// What the widget itself says, in the language of the page. A file of texts/ for each language.

import en from "./texts/en.js";

/** @typedef {keyof typeof en} Key */
/** @typedef {{ [K in Key]: (typeof en)[K] extends string ? string
 *   : { other: string, [form: string]: string } }} Entries */

/** Each language by its own name, for whoever offers a choice. */
export const LANGUAGES = {
  en: "English",
  de: "Deutsch",
  fr: "Français",
  es: "Español",
  pt: "Português",
  it: "Italiano",
  nl: "Nederlands",
  ar: "العربية",
};

const FROM_THE_RIGHT = ["ar"];

/**
 * As it is printed: French marks never begin a line, an apostrophe is none of a typewriter.
 * @param {string} text
 */
const typeset = (text) => text.replace(/ (?=[?!:;»])/g, "\u00a0").replaceAll("'", "’");

/** The texts of one language, filled in. */
export class Texts {
  /**
   * @param {string} lang
   * @param {Entries} entries
   */
  constructor(lang, entries) {
    this.lang = lang;
    this.dir = FROM_THE_RIGHT.includes(lang) ? "rtl" : "ltr";
    this.entries = entries;
    this.plural = new Intl.PluralRules(lang);
  }

  /**
   * A text with its {places} filled; where it has forms for numbers, the form for `n`.
   * @param {Key} key
   * @param {Record<string, string | number>} [values]
   */
  say(key, values = {}) {
    /** @type {string | Record<string, string>} */
    const entry = this.entries[key] ?? en[key];
    const text = typeof entry === "string" ? entry
      : entry[this.plural.select(Math.abs(Number(values.n)))] ?? entry.other;
    return typeset(text).replace(/\{(\w+)\}/g, (_, name) => {
      const value = values[name] ?? "";
      return typeof value === "number" ? String(value).replace("-", "−") : value;
    });
  }

  /** @param {string[]} names */
  list(names) {
    return new Intl.ListFormat(this.lang).format(names);
  }

  /** @param {Date} date */
  day(date) {
    const { language } = navigator; // "en-GB" where it is a kind of the page's "en"
    const locale = language.startsWith(this.lang) ? language : this.lang;
    return date.toLocaleDateString(locale, { dateStyle: "long", timeZone: "UTC" });
  }
}

/**
 * The texts nearest to what the page speaks; English where there are none.
 * @param {string} wanted a language tag such as "pt-BR"
 */
export async function textsFor(wanted) {
  const lang = wanted.toLowerCase().split("-")[0];
  if (lang === "en" || !(lang in LANGUAGES)) return new Texts("en", en);
  try {
    return new Texts(lang, (await import(`./texts/${lang}.js`)).default);
  } catch {
    return new Texts("en", en);
  }
}
