package dev.steergraph.web.api.feature;

/** A bar of a histogram: how many values lie from {@code from} to below {@code to}. */
public record Bin(double from, double to, long count) {}
