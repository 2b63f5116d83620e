package dev.steergraph.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tests in one real browser on the shared graph, none of which may leave a complaint in its console. */
@RequiresChromium
@ExtendWith(SharedFixture.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class InChromium {

    /** The SAE of the shared graph. */
    protected static final String SET = "res-batchtopk-1024";

    protected Chromium chromium;
    protected URI home;

    @BeforeAll
    protected void open(Explorer explorer) throws IOException {
        home = explorer.uri();
        chromium = Chromium.open();
    }

    @AfterAll
    protected void close() {
        if (chromium != null) { // It is, if the browser did not start.
            chromium.close();
        }
    }

    /** The address of a view of the shared graph's model. */
    protected String at(String rest) {
        return home.resolve("/tiny-bert" + rest).toString();
    }

    @AfterEach
    protected void nothingToComplainAbout() {
        assertThat(chromium.complaints()).isEmpty();
    }
}
