package dev.steergraph.analytics.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steergraph.analytics.community.CommunityDetection;
import dev.steergraph.analytics.community.CommunityParameters;
import dev.steergraph.analytics.fixture.PlantedRun;
import dev.steergraph.analytics.fixture.SharedGraph;
import dev.steergraph.analytics.neo4j.GraphConnection;
import dev.steergraph.analytics.path.PathQuery;
import dev.steergraph.analytics.path.SteeringGraph;
import dev.steergraph.analytics.path.SteeringPath;
import dev.steergraph.analytics.path.SteeringPaths;
import dev.steergraph.cypher.RunId;
import dev.steergraph.cypher.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

@ExtendWith(SharedGraph.class)
class SubgraphExportTest {

    private static final PlantedRun RUN = new PlantedRun("export", 3, 8);

    @TempDir
    Path folder;

    @Test
    void everySelectionReadsItsPartOfTheGraph(GraphConnection graph) {
        RUN.load(graph, 1);
        CommunityDetection.run(graph.driver(), graph.database(), new RunId(RUN.run()), CommunityParameters.DEFAULT);

        Subgraph community = read(graph, new Selection.OfCommunity(0));
        assertThat(community.features()).hasSize(8).allMatch(f -> f.community() == 0 && f.communityPath() != null);
        assertThat(community.edges()).isNotEmpty().allMatch(e -> e.r() >= 0.5 && e.documents() == 7);

        Subgraph around = read(graph, new Selection.Neighbourhood(RUN.key(0), 1));
        assertThat(around.features()).hasSizeBetween(2, 24);
        long direct = around.edges().stream()
                .filter(e -> e.source().equals(RUN.key(0)) || e.target().equals(RUN.key(0)))
                .count();
        assertThat(direct).isEqualTo(around.features().size() - 1);
        assertThat(read(graph, new Selection.Neighbourhood(RUN.key(0), 6)).features())
                .hasSize(24);

        Subgraph two = read(graph, new Selection.Features(List.of(RUN.key(5), RUN.key(2))));
        assertThat(two.features()).extracting(SubgraphFeature::index).containsExactly(0, 1);

        SteeringGraph paths = SteeringGraph.read(graph.driver(), graph.database(), new RunId(RUN.run()));
        assertThat(paths.features()).isEqualTo(27);
        List<SteeringPath> best = SteeringPaths.kBest(paths, PathQuery.between(RUN.key(0), RUN.key(5), 1));
        Subgraph path = read(graph, new Selection.Paths(best));
        assertThat(path.features()).hasSize(best.get(0).keys().size());
        assertThat(path.edges()).hasSize(best.get(0).hops().size());
    }

    @Test
    void jsonComesBackAsItWent(GraphConnection graph) throws Exception {
        RUN.load(graph, 1);
        Subgraph subgraph = read(graph, new Selection.Neighbourhood(RUN.key(0), 2));
        assertThat(subgraph.features().get(0).community()).isNull();
        Path file = folder.resolve("deep/subgraph.json");
        SubgraphFormat.JSON.write(subgraph, file);
        assertThat(SubgraphJson.read(file)).isEqualTo(subgraph);
        try (Stream<Path> left = Files.list(file.getParent())) {
            assertThat(left).containsExactly(file);
        }
    }

    @Test
    void filesThatAreNotOursAreSentences() throws Exception {
        SubgraphFormat.JSON.write(awkward(), folder.resolve("good.json"));
        String good = Files.readString(folder.resolve("good.json"));
        List<String> bad = List.of(
                "",
                "[]",
                "{",
                good.substring(0, good.length() / 2),
                good + "{}",
                good.replace("steergraph.subgraph", "other"),
                good.replace("\"version\" : 1", "\"version\" : 2"),
                good.replace("\"target\" : \"run/b\"", "\"target\" : \"run/c\""),
                good.replace("\"layer\" : 1", "\"layer\" : null"),
                good.replace("\"edges\"", "\"Edges\""));
        for (String text : bad) {
            Path file = Files.writeString(folder.resolve("bad.json"), text);
            assertThatThrownBy(() -> SubgraphJson.read(file))
                    .as(text)
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("bad.json");
        }
        assertThatThrownBy(() -> SubgraphJson.read(folder.resolve("missing.json")))
                .isInstanceOf(UserError.class);
    }

    @Test
    void csvQuotesWhatNeedsIt() throws Exception {
        SubgraphFormat.CSV.write(awkward(), folder.resolve("csv"));
        List<String> nodes = Files.readAllLines(folder.resolve("csv/nodes.csv"));
        assertThat(nodes.get(0)).startsWith("key,label,model,hook,layer,index,");
        assertThat(nodes.get(1)).startsWith("run/a,\"say \"\"hi\"\", <b> & \u0001\",m,");
        assertThat(nodes.get(1).split(",", -1)).hasSizeGreaterThan(17);
        assertThat(Files.readAllLines(folder.resolve("csv/edges.csv")))
                .containsExactly(
                        "source,target,r,weight,sign,mi,nmi,n11,documents", "run/a,run/b,-0.5,0.5,-1,0.1,,3,2");
    }

    @Test
    void graphMlIsWellFormedWhateverTheTokens() throws Exception {
        Path file = folder.resolve("g.graphml");
        SubgraphFormat.GRAPHML.write(awkward(), file);
        Document xml = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
        assertThat(xml.getElementsByTagName("node").getLength()).isEqualTo(2);
        Element node = (Element) xml.getElementsByTagName("node").item(0);
        assertThat(node.getAttribute("id")).isEqualTo("run/a");
        assertThat(node.getElementsByTagName("data").item(0).getTextContent()).isEqualTo("say \"hi\", <b> & \uFFFD");
        Element edge = (Element) xml.getElementsByTagName("edge").item(0);
        assertThat(edge.getAttribute("target")).isEqualTo("run/b");
    }

    @Test
    void mistakesAreSentences(GraphConnection graph) {
        RUN.load(graph, 1);
        assertThatThrownBy(() -> read(graph, new Selection.OfCommunity(77)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("77");
        assertThatThrownBy(() -> read(graph, new Selection.Features(List.of("export/none"))))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("export/none");
        assertThatThrownBy(() -> new Selection.Neighbourhood("k", 0)).isInstanceOf(UserError.class);
        assertThatThrownBy(() -> new Selection.Paths(List.of())).isInstanceOf(UserError.class);
        assertThat(Set.of(SubgraphFormat.values())).hasSize(3);
    }

    private static Subgraph awkward() {
        return new Subgraph(
                "run",
                "by hand",
                List.of(feature("run/a", "say \"hi\", <b> & \u0001"), feature("run/b", null)),
                List.of(new SubgraphEdge("run/a", "run/b", -0.5, 0.1, null, 3L, 2L)));
    }

    private static SubgraphFeature feature(String key, String label) {
        return new SubgraphFeature(
                key,
                "m",
                "blocks.1.hook_resid_post",
                1,
                4,
                "res",
                label,
                0.25,
                null,
                null,
                1e-7,
                9L,
                null,
                null,
                null,
                null,
                null);
    }

    private static Subgraph read(GraphConnection graph, Selection selection) {
        return SubgraphReader.read(graph.driver(), graph.database(), new RunId(RUN.run()), selection);
    }
}
