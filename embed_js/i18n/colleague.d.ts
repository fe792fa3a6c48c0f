/** What is said of people: on the card of somebody, and where one makes one's own. */
export interface People {
  knows(topics: string): string;
  wrote(name: string): string;
  team: string;
  former: string;
}
