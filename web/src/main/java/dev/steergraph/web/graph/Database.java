package dev.steergraph.web.graph;

import java.time.Duration;
import org.neo4j.driver.Driver;

/**
 * The database that the explorer shows.
 *
 * @param driver the connection
 * @param name such as {@code neo4j}
 * @param queryTimeout how long one query may run before the database ends it
 */
public record Database(Driver driver, String name, Duration queryTimeout) {}
