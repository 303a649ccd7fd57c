import classes from './choices.module.css';

type Props = {
  label: string;
  name: string;
  value: string;
  choose: (value: string) => void;
  options: { value: string; label: string; hint?: string }[];
};

/** One of a few, all in sight. With hints they stand below each other. */
export function Choices({ label, name, value, choose, options }: Props) {
  return (
    <fieldset className={classes.choices}>
      <legend>{label}</legend>
      <div className={options.some((o) => o.hint) ? classes.column : classes.row}>
        {options.map((o) => (
          <label key={o.value} className={classes.one}>
            <input type="radio" name={name} value={o.value} checked={o.value === value} onChange={() => choose(o.value)} />
            <span>{o.label}{o.hint && <small>{o.hint}</small>}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
