package dev.hocket.testkit.service;

/**
 * What came of a command.
 *
 * @param status its exit status
 * @param output what it wrote, errors included
 */
public record CommandEnd(int status, String output) {}
