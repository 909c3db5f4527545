// @ts-check
const config = {
  title: 'Compost',
  url: 'https://compost.example',
  baseUrl: '/guide/',
  i18n: { defaultLocale: 'fr', locales: ['fr'] },
};
export default config;
