import { useEffect, useState, type ChangeEvent, type FormEvent } from 'react';
import type { Problem } from '../api/problem';

type Values = Record<string, string | boolean>;
type Wrong<V> = Partial<Record<keyof V, string>>;

/** Holds a form's values, what is wrong with which field, and puts the focus on the first wrong one. */
export function useForm<V extends Values>(initial: V, check: (values: V) => Wrong<V> = () => ({})) {
  const [values, setValues] = useState(initial);
  const [wrong, setWrong] = useState<Wrong<V>>({});
  const [form, attach] = useState<HTMLFormElement | null>(null);
  useEffect(() => {
    if (Object.values(wrong).some(Boolean)) form?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
  }, [wrong, form]);

  function set<N extends keyof V>(name: N, value: V[N]) {
    setValues((was) => ({ ...was, [name]: value }));
  }

  return {
    /** The ref of the form. */
    attach,
    values,
    set,
    /** The properties of a text field. */
    text: (name: keyof V & string) => ({
      name: name as string,
      value: String(values[name]),
      error: wrong[name],
      'aria-invalid': wrong[name] ? true : undefined, // a password field does not say it by itself
      onChange: (e: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) => set(name, e.currentTarget.value as V[typeof name]),
    }),
    /** The properties of a tick box. */
    tick: (name: keyof V & string) => ({
      name,
      checked: values[name] === true,
      onChange: (e: ChangeEvent<HTMLInputElement>) => set(name, e.currentTarget.checked as V[typeof name]),
    }),
    /** Acts when the form is sent and nothing is wrong with it. */
    submit: (act: (values: V) => void) => (e: FormEvent) => {
      e.preventDefault();
      const found = check(values);
      setWrong(found);
      if (!Object.values(found).some(Boolean)) act(values);
    },
    /** Puts a refusal's reasons beside the fields they are about. */
    refuse: (problem: Problem) => {
      setWrong(Object.fromEntries(Object.entries(problem.fields).filter(([name]) => name in initial)) as Wrong<V>);
    },
  };
}

/** The password of an account here, when one is chosen. */
export function chosen(password: string) {
  return password.length < 12 ? 'At least 12 characters: a few words in a row are easy to remember.' : undefined;
}

/** A field that must not be empty. */
export function given(value: string, reason: string) {
  return value.trim() === '' ? reason : undefined;
}

/** Something like a mail address; the service looks closer. */
export function mailAddress(value: string) {
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value.trim()) ? undefined : 'Please give a mail address, like name@example.com.';
}
