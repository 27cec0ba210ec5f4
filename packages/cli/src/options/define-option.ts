export {
  choice,
  counted,
  flag,
  float,
  integer,
  integerList,
  integerOr,
  list,
  text,
  textOr,
  time,
  toggle,
} from '@kojikit/command-line';
