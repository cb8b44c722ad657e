/* What the scripts of the theme use and do not make: tsc reads this, no browser does. */

declare const lunr: Lunr;
declare const guideSearchDocuments: Packed;

/* Not yet in the types of the browser; scripts ask first whether it is there. */
interface Window {
  navigation?: {
    currentEntry: { index: number } | null;
    entries: () => { index: number; sameDocument: boolean }[];
  };
}
