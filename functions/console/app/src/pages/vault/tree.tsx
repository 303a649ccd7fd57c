import { ActionIcon, VisuallyHidden } from '@mantine/core';
import { IconBan, IconBriefcase, IconChevronDown, IconChevronRight, IconFolder, IconLock, IconPlus, IconRefreshAlert, IconStack2, IconUser, type TablerIcon } from '@tabler/icons-react';
import { useMemo, useState, type KeyboardEvent, type ReactNode } from 'react';
import { Link } from 'wouter';
import type { Filter, Folder } from './queries';
import classes from './tree.module.css';

type Props = { organization: string; folders: Folder[]; filter: Filter; admin: boolean; reads: boolean; left?: () => void };

/** The places of a vault: what is mine, clients and folders. Arrows go up and down, left and right fold. */
export function Tree({ organization, folders, filter, admin, reads, left }: Props) {
  const vault = `/organizations/${organization}/vault`;
  const under = useMemo(() => childrenOf(folders), [folders]);
  const top = under.get('') ?? [];
  const here = filter.folder || filter.client;
  const none = !here && !filter.mine && !filter.state;
  const nodes = (all: Folder[]) => all.map((f) => <Node key={f.id} folder={f} under={under} vault={vault} here={here} left={left} />);
  return (
    // The keys are for its links, each of which is a control.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <nav className={classes.side} aria-label="Places" onKeyDown={arrows}>
      <ul className={classes.list}>
        <Flat href={vault} icon={IconStack2} name="Everything" here={none} left={left} />
        {(admin || !reads) && <Flat href={`${vault}?owner=me`} icon={IconUser} name="My vault" here={filter.mine} left={left} />}
        {reads && <Flat href={`${vault}?state=due`} icon={IconRefreshAlert} name="Due for rotation" here={!here && filter.state === 'due'} left={left} />}
        <Flat href={`${vault}?state=disabled`} icon={IconBan} name="Disabled" here={!here && filter.state === 'disabled'} left={left} />
      </ul>
      <Group name="Clients" add={admin ? `${vault}/clients/new` : undefined} what="New client" nodes={nodes(top.filter((f) => f.client))} />
      <Group name="Folders" add={admin ? `${vault}/folders/new` : undefined} what="New folder" nodes={nodes(top.filter((f) => !f.client))} />
    </nav>
  );
}

/** The folders in each folder, by name; those at the top are in "". */
function childrenOf(folders: Folder[]) {
  const out = new Map<string, Folder[]>();
  const ids = new Set(folders.map((f) => f.id));
  for (const f of folders.toSorted((a, b) => a.name.localeCompare(b.name))) {
    const parent = f.parent && ids.has(f.parent) ? f.parent : '';
    out.set(parent, [...(out.get(parent) ?? []), f]);
  }
  return out;
}

function Group({ name, add, what, nodes }: { name: string; add?: string; what: string; nodes: ReactNode[] }) {
  if (nodes.length === 0 && !add) return null;
  return (
    <>
      <div className={classes.group}>
        <span>{name}</span>
        {add && <ActionIcon component={Link} href={add} variant="subtle" color="gray" size={28} aria-label={what} title={what}><IconPlus size={16} aria-hidden /></ActionIcon>}
      </div>
      <ul className={classes.list} aria-label={name}>{nodes}</ul>
    </>
  );
}

function Flat({ href, icon: Icon, name, here, left }: { href: string; icon: TablerIcon; name: string; here: boolean; left?: () => void }) {
  return (
    <li className={classes.line} data-here={here || undefined}>
      <Link href={href} className={classes.flat} aria-current={here ? 'page' : undefined} onClick={left}><Icon size={18} aria-hidden /><span>{name}</span></Link>
    </li>
  );
}

type NodeProps = { folder: Folder; under: Map<string, Folder[]>; vault: string; here: string; left?: () => void };

function Node({ folder, under, vault, here, left }: NodeProps) {
  const inside = under.get(folder.id) ?? [];
  const id = folder.client ?? folder.id;
  const [open, setOpen] = useState(() => holdsHere(folder, under, here));
  const Fold = open ? IconChevronDown : IconChevronRight;
  const Icon = folder.client ? IconBriefcase : IconFolder;
  return (
    <li>
      <div className={classes.line} data-here={id === here || undefined}>
        {inside.length > 0
          ? <button type="button" className={classes.fold} aria-expanded={open} aria-label={folder.name} data-fold onClick={() => setOpen(!open)}><Fold size={15} aria-hidden /></button>
          : <span className={classes.fold} />}
        <Link href={`${vault}?${folder.client ? 'client' : 'folder'}=${id}`} aria-current={id === here ? 'page' : undefined} onClick={left}>
          <Icon size={17} aria-hidden /><span>{folder.name}</span>
          {(folder.closed || folder.groups) && <><IconLock className={classes.lock} size={14} aria-hidden /><VisuallyHidden>{folder.closed ? ', for admins only' : ', for groups'}</VisuallyHidden></>}
        </Link>
      </div>
      {open && inside.length > 0 && (
        <ul className={classes.list} style={{ paddingLeft: 14 }}>
          {inside.map((f) => <Node key={f.id} folder={f} under={under} vault={vault} here={here} left={left} />)}
        </ul>
      )}
    </li>
  );
}

function holdsHere(folder: Folder, under: Map<string, Folder[]>, here: string): boolean {
  return here !== '' && (under.get(folder.id) ?? []).some((f) => f.id === here || holdsHere(f, under, here));
}

/** Arrows in the tree, as in any. */
function arrows(e: KeyboardEvent<HTMLElement>) {
  const links = [...e.currentTarget.querySelectorAll<HTMLElement>('a')];
  const at = links.indexOf(document.activeElement as HTMLElement);
  if (at < 0) return;
  const fold = links[at]!.parentElement?.querySelector<HTMLElement>('[data-fold]');
  const open = fold?.getAttribute('aria-expanded') === 'true';
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: links.length - 1 }[e.key];
  if (next !== undefined) links[next]?.focus();
  else if (fold && ((e.key === 'ArrowRight' && !open) || (e.key === 'ArrowLeft' && open))) fold.click();
  else return;
  e.preventDefault();
}
