package dev.steergraph.analytics.validate;

import java.util.List;

/**
 * What the stage validate wrote.
 *
 * @param files where the report is
 * @param report what it says
 */
public record ValidationResult(List<String> files, ValidationReport report) {}
