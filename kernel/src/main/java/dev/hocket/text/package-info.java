/**
 * Texts for users and for programs: durations, sizes and rates, JSON, and hints for misspelled
 * names. Every package and every module of Hocket may call it.
 */
@NullMarked
package dev.hocket.text;

import org.jspecify.annotations.NullMarked;
