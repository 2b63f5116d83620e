package dev.steergraph.ingest.checkpoint.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steergraph.core.UserError;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HubSettingsTest {

    @Test
    void defaultsAreThoseOfTheHubsOwnTools() {
        HubSettings settings = HubSettings.of(Map.of("HOME", "/home/me"));
        assertThat(settings.endpoint()).isEqualTo(URI.create("https://huggingface.co"));
        assertThat(settings.cache()).isEqualTo(Path.of("/home/me/.cache/huggingface/hub"));
        assertThat(settings.token()).isEmpty();
        assertThat(settings.offline()).isFalse();
    }

    @Test
    void everyVariableIsHonoured() {
        assertThat(HubSettings.of(Map.of("HOME", "/home/me", "XDG_CACHE_HOME", "/c"))
                        .cache())
                .isEqualTo(Path.of("/c/huggingface/hub"));
        assertThat(HubSettings.of(Map.of("HOME", "/home/me", "HF_HOME", "~/hf")).cache())
                .isEqualTo(Path.of("/home/me/hf/hub"));
        assertThat(HubSettings.of(Map.of("HF_HOME", "/hf", "HF_HUB_CACHE", "/cache"))
                        .cache())
                .isEqualTo(Path.of("/cache"));
        assertThat(HubSettings.of(Map.of("HF_HUB_OFFLINE", "ON")).offline()).isTrue();
        assertThat(HubSettings.of(Map.of("HF_HUB_OFFLINE", "0")).offline()).isFalse();
        assertThat(HubSettings.of(Map.of("HF_TOKEN", " hf_x\n")).token()).contains("hf_x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"huggingface.co", "ftp://host", "https://", "https://a b", "file:///etc"})
    void anEndpointThatIsNoAddressIsRefused(String endpoint) {
        assertThatThrownBy(() -> HubSettings.of(Map.of("HF_ENDPOINT", endpoint)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("HF_ENDPOINT is \"" + endpoint + "\"");
    }

    @Test
    void onlyTheSameHostAndPortOverTheSameProtocolIsTheEndpoint() {
        HubSettings settings = HubSettings.of(Map.of());
        assertThat(settings.isEndpoint(URI.create("https://huggingface.co:443/api")))
                .isTrue();
        assertThat(settings.isEndpoint(URI.create("http://huggingface.co/api"))).isFalse();
        assertThat(settings.isEndpoint(URI.create("https://huggingface.co:8443/api")))
                .isFalse();
        assertThat(settings.isEndpoint(URI.create("https://cdn.huggingface.co/api")))
                .isFalse();
        assertThat(settings.isEndpoint(URI.create("https://huggingface.co.evil.example/api")))
                .isFalse();
    }

    @Test
    void proxiesAreThoseOfTheEnvironment() {
        HubSettings settings = HubSettings.of(
                Map.of("https_proxy", "http://me:secret@proxy.example:3128", "NO_PROXY", "localhost, .inside.example"));
        assertThat(settings.proxies().select(URI.create("https://huggingface.co/x")))
                .isEqualTo(List.of(new Proxy(Proxy.Type.HTTP, new InetSocketAddress("proxy.example", 3128))));
        assertThat(settings.proxies().select(URI.create("https://hub.inside.example/x")))
                .containsExactly(Proxy.NO_PROXY);
        assertThat(settings.proxies().select(URI.create("https://localhost/x"))).containsExactly(Proxy.NO_PROXY);
    }
}
