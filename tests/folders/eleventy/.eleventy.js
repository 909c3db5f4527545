module.exports = function (config) {
  return { dir: { input: "src", output: "dist" }, markdownTemplateEngine: "njk" };
};
