import { Link } from 'wouter';
import classes from './frame.module.css';

/** The mark and the name, leading home. */
export function Brand() {
  return (
    <Link href="/" className={classes.brand} aria-label="Valetkey, start page">
      <svg viewBox="0 0 32 32" width="26" height="26" aria-hidden>
        <rect width="32" height="32" rx="9" fill="#1b7356" />
        <g fill="none" stroke="#f3d389" strokeWidth="2.6" strokeLinecap="round" strokeLinejoin="round">
          <circle cx="11.5" cy="16" r="4.6" />
          <path d="M16.1 16H26M22.2 16v4.2M25.6 16v3" />
        </g>
      </svg>
      <span>Valetkey</span>
    </Link>
  );
}
