/** Shapes on the wire (CONTRACT of the API) and between loader, elements and parts. */

export interface Person {
  id: string;
  name: string;
  department: string | null;
  photo_url: string | null;
  kind: "person" | "shared" | "former";
}

/** Somebody as they let colleagues see them. */
export interface Profile extends Person {
  job_title: string | null;
  about: string | null;
  topics: string[];
  contributions: boolean;
}

/** What one says of oneself, what of it others may see, and how they see it. */
export interface OwnProfile {
  about: string | null;
  topics: string[];
  show_contributions: boolean;
  show_reactions: boolean;
  own_photo: boolean;
  others_see: Profile;
  missing: string[];
  nudge: string | null;
}

export type Tally = Record<string, number>;

/** A file, and what an image shows: empty where it only decorates. */
export interface Attachment {
  id: string;
  kind: "image" | "document";
  name: string;
  media_type: string;
  size_bytes: number;
  width: number | null;
  height: number | null;
  alt: string | null;
}

export interface Comment {
  id: string;
  page: string;
  parent: string | null;
  depth: number;
  author: Person | null;
  html: string | null;
  files: Attachment[];
  lang: string | null;
  created_at: string;
  edited_at: string | null;
  removed: boolean;
  hidden: { reason: string; at: string } | null;
  in_reply_to: { id: string; name: string } | null;
  tally: Tally;
  replies: number;
  hidden_replies: number;
  version: number;
  source?: string;
  may?: string[];
  /** In the answer to posting: how its author follows the page from now on. */
  followed?: string;
  following?: string;
  /** Only in this browser: not yet confirmed by the service. */
  pending?: boolean;
}

export interface Mine {
  reactions: string[];
  may: string[];
}

export interface Thread {
  items: Comment[];
  next: string | null;
  previous?: string | null;
  total: number;
  mine: Record<string, Mine>;
  version: string;
}

export interface Replies {
  items: Comment[];
  next: string | null;
  mine: Record<string, Mine>;
}

export interface Page {
  id: string;
  key: string;
  title: string;
  url: string;
  canonical_url?: string;
  state: "open" | "read_only" | "off";
  reactions?: boolean;
  may: string[];
  /** all, mentions or off; only the first visit says it. */
  following: string;
  copies?: { url: string }[];
}

/** What a socket says of a page: acts as (verb, comment, version), oldest first, and tallies by object. */
export interface News {
  page: string;
  acts: [string, string, number][];
  tallies: Record<string, Tally>;
  comments: number;
  /** Over how long the readers of this page spread what they ask now. */
  spread_seconds: number;
}

/** The factors of a card's place in the feed, and their product. */
export interface Score {
  reason: number;
  age_hours: number;
  recency: number;
  unanswered: number;
  unseen: number;
  total: number;
}

export interface Card {
  id: string;
  thread: string;
  title: string;
  page: { id: string; key: string | null; title: string; url: string } | null;
  group: { id: string; name: string } | null;
  topics: { id: string; label: string; level: string }[];
  comment: Comment;
  answers: number;
  unanswered: boolean;
  unseen: boolean;
  following: { thread: string; person: string };
  why: { kind: string; sentence: string };
  score: Score | null;
}

export interface FeedPage {
  tab: string;
  items: Card[];
  next: string | null;
  snapshot: string;
  fresh: boolean;
  follows_nothing: boolean;
}

/** Something that can be followed, and how it is. */
export interface Followed {
  object: string;
  level: string;
  followers: number | null;
}

export interface Me extends Person {
  locale?: string;
  roles?: string[];
}

export interface Boot {
  me: Me;
  access_token: string | null;
  expires_in: number;
  site: { name: string; reactions: string[]; locale?: string };
  /** Of a group that one sees and may not read there is none. */
  page: Page;
  group?: Group;
  thread: Thread | null;
  counts: { comments: number; reactions: number; tally?: Tally } | null;
  reactors?: Person[];
}

export interface TokenAnswer {
  access_token: string;
  token_type: string;
  expires_in: number;
}

/** What `provide(getToken)` resolves to: an assertion (RFC 7523) or a subject token (RFC 8693). */
export interface Grant {
  grant_type: string;
  assertion?: string;
  subject_token?: string;
  subject_token_type?: string;
}

/** A group as the reader sees it. */
export interface Group {
  id: string;
  page_id: string;
  slug: string;
  name: string;
  purpose: string;
  kind: "open" | "request" | "closed";
  visible: boolean;
  member_count: number;
  archived_at: string | null;
  mine: { role: string; state: string } | null;
  may: string[];
  asked_count?: number;
}

/** Somebody in a group, or who wants to be. */
export interface Member {
  person: Person;
  role: string;
  state: string;
  at: string;
}

export interface Place {
  id: string;
  /** The group whose conversation it is, by id or slug. */
  group?: string | null;
  url: string;
  title: string;
}

/** What the loader hands to the modules it fetches. */
export interface Kit {
  origin: string;
  site: string;
  debug: boolean;
  provider: (() => Promise<Grant>) | null;
  homes: Map<string, unknown>;
  placeOf(element: HTMLElement): Place;
  tongueOf(element: HTMLElement): string;
  /** Ask for a first visit, by the cookie alone; what was asked ahead is not asked again. */
  boot(site: string, page: Place | null, widgets: string[], tongue: string): Promise<Response>;
  /** Be told whether the element stands on dark, now and when that changes. */
  theme(element: HTMLElement, tell: (dark: boolean) => void, signal: AbortSignal): void;
}

export interface Handle {
  stop(): void;
  reload(): Promise<void>;
}

export interface Main {
  connect(element: HTMLElement, kit: Kit): Handle | Promise<Handle>;
  signIn(kit: Kit, popup: Window | null): Promise<void>;
  signOut(kit: Kit): Promise<void>;
}

export type Child = Node | string | number | null | undefined | false;

declare global {
  /** The name of the built version; absent in development. */
  const WEERKLANK_VERSION: string | undefined;
  interface Window {
    weerklank?: any;
    trustedTypes?: { createPolicy(name: string, rules: { createHTML(text: string): string }): TrustedPolicy };
  }
  interface TrustedPolicy {
    createHTML(text: string): any;
  }
}
