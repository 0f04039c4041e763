/**
 * Programs that must fail, each with its corrected twin of the same name that must pass, and the
 * small benchmark programs of the literature.
 */
@org.jspecify.annotations.NullUnmarked
package dev.hocket.check.corpus;
