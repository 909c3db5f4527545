module.exports = {
  title: 'Jardins partagés',
  base: '/aide/',
  themeConfig: { sidebar: ['/', '/guide/'], url: 'ailleurs' },
}
