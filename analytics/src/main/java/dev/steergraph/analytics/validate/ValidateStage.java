package dev.steergraph.analytics.validate;

import dev.steergraph.core.id.RunId;
import java.io.IOException;
import java.nio.file.Path;
import org.neo4j.driver.Driver;

/** The stage validate: reads a loaded run, says whether its features and communities mean something, and writes the report. */
public final class ValidateStage {

    private final Driver driver;
    private final String database;

    public ValidateStage(Driver driver, String database) {
        this.driver = driver;
        this.database = database;
    }

    /** @param out folder for {@code validation.html}, {@code validation.json} and {@code pairs.csv}; what is there is replaced */
    public ValidationResult execute(RunId run, ValidationParameters parameters, Path out) throws IOException {
        ValidationReport report = Validation.of(driver, database, run, parameters);
        return new ValidationResult(
                ValidationFiles.write(report, out).stream().map(Path::toString).toList(), report);
    }
}
