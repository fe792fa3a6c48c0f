/** What is said of people: on the card of somebody, and where one makes one's own. */
export interface People {
  knows(topics: string): string;
  wrote(name: string): string;
  team: string;
  former: string;
  mine: string;
  edit: string;
  fromWork: string;
  about: string;
  topics: string;
  topicsHow: string;
  wroteShown: string;
  likesShown: string;
  choosePhoto: string;
  otherPhoto: string;
  removePhoto: string;
  removeSure: string;
  sending(percent: number): string;
  photoSaid: string;
  photoGone: string;
  preview: string;
  saved: string;
  lacks: Record<string, string>;
  complete: string;
  notNow: string;
}
