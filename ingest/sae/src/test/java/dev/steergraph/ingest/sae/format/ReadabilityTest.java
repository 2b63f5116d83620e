package dev.steergraph.ingest.sae.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.io.SafetensorsHeader;
import dev.steergraph.ingest.sae.catalogue.Catalogue;
import dev.steergraph.ingest.sae.catalogue.PublishedModels;
import dev.steergraph.ingest.sae.catalogue.SaeEntry;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is said to be readable has fixtures that were compared with its reference: of its loader, and of its model's hook. */
class ReadabilityTest {

    private static final Path MODELS =
            Path.of("../model/src/test/resources/dev/steergraph/ingest/model").toAbsolutePath();

    @Test
    void nearlyAllPublishedSaesCanBeRead() {
        List<Readability> all =
                Catalogue.get().entries().stream().map(Readability::of).toList();
        assertThat(all.stream().filter(sae -> !sae.isReadable()).map(sae -> sae.entry()
                        .loader()))
                .hasSize(3)
                .containsOnly("temporal");
        assertThat(all.stream().filter(sae -> !sae.isReadable()).map(Readability::obstacle))
                .allMatch(obstacle -> obstacle.orElseThrow().equals("the format \"temporal\" is not read"));
    }

    /** What SAELens' loaders know of widths without files agrees with the models' published configurations. */
    @Test
    void anSaeOfAnotherWidthThanItsHookPointCannotBeRead() {
        List<SaeEntry> known = Catalogue.get().entries().stream()
                .filter(entry -> entry.dIn().isPresent())
                .toList();
        assertThat(known.stream().map(SaeEntry::loader).distinct())
                .containsExactlyInAnyOrder("gemma_2", "gemma_2_transcoder", "qwen_scope", "goodfire", "deepseek_r1");
        assertThat(known).hasSizeGreaterThan(2_900).allMatch(entry -> Readability.of(entry)
                .isReadable());
        SaeEntry attention = known.stream()
                .filter(entry -> entry.release().equals("gemma-scope-2b-pt-att"))
                .findFirst()
                .orElseThrow();
        assertThat(attention.dIn()).contains(2_048);
        SaeEntry wide = new SaeEntry(
                attention.release(),
                attention.id(),
                attention.repository(),
                attention.path(),
                attention.model(),
                attention.loader(),
                attention.centered(),
                attention.normalization(),
                attention.neuronpedia(),
                attention.l0(),
                attention.factor(),
                Optional.of(2_304));
        assertThat(Readability.of(wide).obstacle().orElseThrow())
                .matches("it has d_in 2304, and blocks\\.\\d+\\.attn\\.hook_z of gemma-2-2b has width 2048");
    }

    @Test
    void whatIsReadableHasFixtures() throws Exception {
        Map<String, Set<String>> compared = comparedTensors();
        Set<String> loaders = new HashSet<>();
        for (LoaderParityTest.Fixture fixture : LoaderParityTest.fixtures()) {
            loaders.add(fixture.loader());
        }
        loaders.add("sae_lens"); // SaeLensParityTest's
        for (SaeEntry entry : Catalogue.get().entries()) {
            Readability sae = Readability.of(entry);
            if (!sae.isReadable()) {
                continue;
            }
            assertThat(loaders).contains(entry.loader());
            String architecture =
                    PublishedModels.named(entry.model()).orElseThrow().architecture();
            String tensor = HookPoint.parse(sae.hook().orElseThrow()).site().hookName();
            assertThat(compared.getOrDefault(architecture, Set.of()))
                    .as("%s of %s, for %s", tensor, architecture, entry.name())
                    .contains(tensor);
        }
    }

    /** By architecture, the hook points that transformers' values are there for. */
    private static Map<String, Set<String>> comparedTensors() throws Exception {
        Map<String, Set<String>> compared = new HashMap<>();
        try (Stream<Path> folders = Files.list(MODELS)) {
            for (Path folder : folders.filter(f -> Files.exists(f.resolve("expected.safetensors")))
                    .toList()) {
                String type = new ObjectMapper()
                        .readTree(folder.resolve("config.json").toFile())
                        .path("model_type")
                        .asText();
                Path file = folder.resolve("expected.safetensors");
                try (FileChannel channel = FileChannel.open(file)) {
                    for (String name :
                            SafetensorsHeader.read(file, channel).entries().keySet()) {
                        compared.computeIfAbsent(type, t -> new HashSet<>())
                                .add(name.replaceFirst("^.*?blocks\\.\\d+\\.", "")
                                        .replaceFirst("^.*hook_embed$", "hook_embed"));
                    }
                }
            }
        }
        return compared;
    }
}
