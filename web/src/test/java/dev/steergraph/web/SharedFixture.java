package dev.steergraph.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Starts the fixture's database and an explorer on it once for all tests that ask for one of them. */
public final class SharedFixture implements ParameterResolver {

    private static final ExtensionContext.Namespace HERE = ExtensionContext.Namespace.create(SharedFixture.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == Explorer.class || type == FixtureDatabase.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Running running = context.getRoot()
                .getStore(HERE)
                .getOrComputeIfAbsent(Running.class, key -> Running.start(), Running.class);
        return parameter.getParameter().getType() == Explorer.class ? running.explorer : running.database;
    }

    private record Running(Path folder, FixtureDatabase database, Explorer explorer) implements AutoCloseable {

        static Running start() {
            try {
                Path folder = Files.createTempDirectory("explorer-fixture");
                FixtureDatabase database = FixtureDatabase.start(folder).withGraph();
                return new Running(folder, database, database.explorer());
            } catch (IOException e) {
                throw new IllegalStateException("the fixture did not start", e);
            }
        }

        @Override
        public void close() throws IOException {
            explorer.close();
            database.close();
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
