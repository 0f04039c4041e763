/**
 * What is written for people and for machines: durations, sizes and rates, JSON, and hints for
 * words that name nothing. Every package and every module of the house may call it.
 */
@NullMarked
package dev.hocket.text;

import org.jspecify.annotations.NullMarked;
