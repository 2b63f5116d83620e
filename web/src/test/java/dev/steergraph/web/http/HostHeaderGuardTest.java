package dev.steergraph.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostHeaderGuardTest {

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:7070", "localhost:7070", "LocalHost:7070", "[::1]:7070"})
    void ownNamesWithTheOwnPortAreAccepted(String host) {
        assertThat(HostHeaderGuard.isOurs(host, "127.0.0.1", 7070, List.of())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example:7070", "127.0.0.1", "127.0.0.1:7071", "localhost.evil.example:7070",
                        "127.0.0.1:7070.evil",
                "[::2]:7070", "::1:7070", "", ":7070", "127.0.0.1@evil.example:7070"
            })
    void everythingElseIsRefused(String host) {
        assertThat(HostHeaderGuard.isOurs(host, "127.0.0.1", 7070, List.of())).isFalse();
    }

    @Test
    void aRequestWithoutAHostIsRefused() {
        assertThat(HostHeaderGuard.isOurs(null, "127.0.0.1", 7070, List.of())).isFalse();
    }

    @Test
    void ownAddressesAndAllowedNamesAreAccepted() {
        List<String> names = List.of("lab.example", "other.example:8080");
        assertThat(HostHeaderGuard.isOurs("192.168.1.5:7070", "192.168.1.5", 7070, names))
                .isTrue();
        assertThat(HostHeaderGuard.isOurs("[fd00::5]:7070", "fd00::5", 7070, names))
                .isTrue();
        assertThat(HostHeaderGuard.isOurs("192.168.1.6:7070", "192.168.1.5", 7070, names))
                .isFalse();
        assertThat(HostHeaderGuard.isOurs("Lab.Example", "192.168.1.5", 7070, names))
                .isTrue();
        assertThat(HostHeaderGuard.isOurs("lab.example:9000", "192.168.1.5", 7070, names))
                .isTrue();
        assertThat(HostHeaderGuard.isOurs("other.example:8080", "192.168.1.5", 7070, names))
                .isTrue();
        assertThat(HostHeaderGuard.isOurs("other.example", "192.168.1.5", 7070, names))
                .isFalse();
        assertThat(HostHeaderGuard.isOurs("evil.lab.example", "192.168.1.5", 7070, names))
                .isFalse();
    }
}
