// The usual theme with the fonts of the reader's machine: the pages load nothing from elsewhere.
export { default } from 'vitepress/theme-without-fonts';
