package dev.steergraph.cli.check;

/** What was found of one thing that the demo needs. @param ok whether it can run with it */
public record Finding(String check, boolean ok, String found) {}
