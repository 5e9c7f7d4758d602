import type { ComponentChildren } from "preact";

/** An address of the web as it may be linked, or null: nothing but http and https passes. */
export function webAddress(text: string | null): string | null {
  if (!text) return null;
  try {
    const { protocol, href } = new URL(text);
    return protocol === "https:" || protocol === "http:" ? href : null;
  } catch {
    return null;
  }
}

/** A link out of the page where the address is one of the web; otherwise only its text. */
export function OutLink({ to, class: className, children }: { to: string | null; class?: string; children: ComponentChildren }) {
  const href = webAddress(to);
  if (!href) return <span>{children}</span>;
  return (
    <a class={className} href={href} rel="noopener noreferrer" target="_blank">
      {children}<span aria-hidden="true"> ↗</span>
    </a>
  );
}
