package dev.steergraph.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoopbackTest {

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:7070", "localhost:7070", "LocalHost:7070", "[::1]:7070"})
    void ourNamesWithOurPort(String host) {
        assertThat(Loopback.isOurs(host, 7070)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example:7070", "127.0.0.1", "127.0.0.1:7071", "localhost.evil.example:7070",
                        "127.0.0.1:7070.evil",
                "[::2]:7070", "::1:7070", "", ":7070", "127.0.0.1@evil.example:7070"
            })
    void everythingElseIsRefused(String host) {
        assertThat(Loopback.isOurs(host, 7070)).isFalse();
    }

    @Test
    void noHostAtAllIsRefused() {
        assertThat(Loopback.isOurs(null, 7070)).isFalse();
    }
}
