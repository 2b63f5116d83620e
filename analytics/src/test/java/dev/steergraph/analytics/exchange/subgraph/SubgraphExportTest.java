package dev.steergraph.analytics.exchange.subgraph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steergraph.analytics.community.CommunityDetection;
import dev.steergraph.analytics.community.CommunityParameters;
import dev.steergraph.analytics.fixture.PlantedRun;
import dev.steergraph.analytics.fixture.SharedGraph;
import dev.steergraph.analytics.neo4j.GraphConnection;
import dev.steergraph.analytics.path.PathQuery;
import dev.steergraph.analytics.path.SteeringGraph;
import dev.steergraph.analytics.path.SteeringPath;
import dev.steergraph.analytics.path.SteeringPaths;
import dev.steergraph.core.UserError;
import dev.steergraph.core.id.RunId;
import dev.steergraph.core.io.Formulas;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jspecify.annotations.Nullable;
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
        assertThat(community.features())
                .hasSize(8)
                .allMatch(f -> Integer.valueOf(0).equals(f.community()) && f.communityPath() != null);
        assertThat(community.edges())
                .isNotEmpty()
                .allMatch(e -> e.r() >= 0.5 && Long.valueOf(7).equals(e.documents()));

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
    void jsonIsReadBackUnchanged(GraphConnection graph) throws Exception {
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
    void damagedAndForeignFilesAreUserErrors() throws Exception {
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
    void csvQuotesOnlyFieldsThatNeedIt() throws Exception {
        SubgraphFormat.CSV.write(awkward(), folder.resolve("csv"));
        List<String> nodes = Files.readAllLines(folder.resolve("csv/nodes.csv"));
        assertThat(nodes.get(0)).startsWith("key,label,model,hook,layer,index,");
        assertThat(nodes.get(1)).startsWith("run/a,\"say \"\"hi\"\", <b> & \u0001\",m,");
        assertThat(nodes.get(1).split(",", -1)).hasSizeGreaterThan(17);
        assertThat(nodes.get(0)).endsWith(",strength,explanation,explanationSource,neuronpedia");
        assertThat(nodes.get(1)).endsWith(",ships,\"Neuronpedia, gpt-4o-mini\",https://www.neuronpedia.org/m/1-res/4");
        assertThat(nodes.get(2)).endsWith(",,,");
        assertThat(Files.readAllLines(folder.resolve("csv/edges.csv")))
                .containsExactly(
                        "source,target,r,weight,sign,mi,nmi,n11,documents", "run/a,run/b,-0.5,0.5,-1,0.1,,3,2");
    }

    @Test
    void inATableForPeopleNoTokenIsAFormula() throws Exception {
        Subgraph subgraph = new Subgraph(
                "run", "by hand", List.of(feature("run/a", "=HYPERLINK(\"x\")"), feature("run/b", "\t=1")), List.of());
        SubgraphFormat.CSV.write(subgraph, folder.resolve("people"));
        SubgraphFormat.CSV.write(subgraph, folder.resolve("programs"), Formulas.KEPT);
        SubgraphFormat.NPZ.write(subgraph, folder.resolve("npz"));
        assertThat(folder.resolve("people/nodes.csv"))
                .content()
                .contains("run/a,\"'=HYPERLINK(\"\"x\"\")\",m,")
                .contains("run/b,'\t=1,m,");
        assertThat(folder.resolve("programs/nodes.csv")).content().contains("run/a,\"=HYPERLINK(\"\"x\"\")\",m,");
        assertThat(folder.resolve("npz/nodes.csv")).hasSameTextualContentAs(folder.resolve("programs/nodes.csv"));
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
        assertThat(IntStream.range(0, node.getElementsByTagName("data").getLength())
                        .mapToObj(
                                i -> (Element) node.getElementsByTagName("data").item(i))
                        .filter(data -> data.getAttribute("key").equals("node-explanation"))
                        .map(Element::getTextContent))
                .containsExactly("ships");
        Element edge = (Element) xml.getElementsByTagName("edge").item(0);
        assertThat(edge.getAttribute("target")).isEqualTo("run/b");
    }

    @Test
    void mistakesAreUserErrors(GraphConnection graph) {
        RUN.load(graph, 1);
        assertThatThrownBy(() -> read(graph, new Selection.OfCommunity(77)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("77");
        assertThatThrownBy(() -> read(graph, new Selection.Features(List.of("export/none"))))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("export/none");
        assertThatThrownBy(() -> new Selection.Neighbourhood("k", 0)).isInstanceOf(UserError.class);
        assertThatThrownBy(() -> new Selection.Paths(List.of())).isInstanceOf(UserError.class);
    }

    @Test
    void aQueryChoosesFeaturesAndCorrelationsAndMayNotWrite(GraphConnection graph) {
        RUN.load(graph, 1);
        Subgraph paths = read(
                graph,
                new Selection.OfQuery(
                        "MATCH p = (:Feature {key: '" + RUN.key(0) + "'})-[:CORRELATES]-(:Feature) RETURN p LIMIT 3"));
        assertThat(paths.edges()).hasSize(3);
        assertThat(paths.features()).hasSize(4);
        assertThat(paths.edges())
                .allMatch(e -> e.source().equals(RUN.key(0)) || e.target().equals(RUN.key(0)));
        Subgraph nodes = read(
                graph,
                new Selection.OfQuery("MATCH (f:Feature {run: '" + RUN.run() + "', layer: 1}) RETURN collect(f)"));
        assertThat(nodes.features()).hasSizeGreaterThan(5).allMatch(f -> f.layer() == 1);
        assertThat(nodes.edges()).isNotEmpty();
        for (String wrong : List.of(
                "MATCH (f:Feature) SET f.max = 0 RETURN f",
                "CREATE (n:Feature {key: 'x'}) RETURN n",
                "RETURN",
                "RETURN 1")) {
            assertThatThrownBy(() -> read(graph, new Selection.OfQuery(wrong)))
                    .as(wrong)
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("the query ");
        }
        assertThat(read(graph, new Selection.Features(List.of(RUN.key(0))))
                        .features()
                        .get(0)
                        .max())
                .isEqualTo(9.0);
    }

    /** Every format of the same graph; with EXPORT_PEERS set the files stay there for check_exports.py. */
    @Test
    void everyFormatHoldsTheSameGraph(GraphConnection graph) throws Exception {
        RUN.load(graph, 1);
        Subgraph subgraph = read(graph, new Selection.Neighbourhood(RUN.key(0), 1));
        String kept = System.getenv("EXPORT_PEERS");
        Path to = kept == null ? folder : Path.of(kept);
        int nodes = subgraph.features().size();
        int edges = subgraph.edges().size();
        for (SubgraphFormat format : SubgraphFormat.values()) {
            format.write(subgraph, to.resolve("graph." + format.name().toLowerCase(java.util.Locale.ROOT)));
        }
        ObjectMapper json = new ObjectMapper();

        JsonNode cx2 = json.readTree(to.resolve("graph.cx2").toFile());
        assertThat(cx2.get(0).get("CXVersion").asText()).isEqualTo("2.0");
        JsonNode declared = cx2.get(2).get("attributeDeclarations").get(0).get("nodes");
        JsonNode cx2Nodes = cx2.get(4).get("nodes");
        assertThat(cx2Nodes).hasSize(nodes);
        cx2Nodes.get(0).get("v").fieldNames().forEachRemaining(name -> assertThat(declared.has(name))
                .as(name)
                .isTrue());
        assertThat(cx2.get(5).get("edges")).hasSize(edges);
        assertThat(cx2.get(6).get("status").get(0).get("success").asBoolean()).isTrue();

        JsonNode circuit = json.readTree(to.resolve("graph.circuit_tracer").toFile());
        assertThat(circuit.get("nodes")).hasSize(nodes);
        assertThat(circuit.get("links")).hasSize(edges);
        assertThat(circuit.get("metadata").get("schema_version").asInt()).isOne();
        assertThat(circuit.get("nodes").get(0).get("node_id").asText()).isEqualTo("1_0_0");

        Document gexf = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(to.resolve("graph.gexf").toFile());
        assertThat(gexf.getElementsByTagName("node").getLength()).isEqualTo(nodes);
        assertThat(gexf.getElementsByTagName("edge").getLength()).isEqualTo(edges);

        assertThat(Files.readAllLines(to.resolve("graph.npz/nodes.csv"))).hasSize(nodes + 1);
        try (ZipFile npz = new ZipFile(to.resolve("graph.npz/adjacency.npz").toFile())) {
            assertThat(npz.getEntry("data.npy").getSize()).isEqualTo(128 + 8L * 2 * edges);
            assertThat(npz.stream().map(ZipEntry::getName))
                    .containsExactly("indices.npy", "indptr.npy", "format.npy", "shape.npy", "data.npy");
        }
    }

    private static Subgraph awkward() {
        return new Subgraph(
                "run",
                "by hand",
                List.of(feature("run/a", "say \"hi\", <b> & \u0001"), feature("run/b", null)),
                List.of(new SubgraphEdge("run/a", "run/b", -0.5, 0.1, null, 3L, 2L)));
    }

    private static SubgraphFeature feature(String key, @Nullable String label) {
        return new SubgraphFeature(
                key,
                "m",
                "blocks.1.hook_resid_post",
                1,
                4,
                "res",
                "resid_post",
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
                null,
                label == null ? null : "ships",
                label == null ? null : "Neuronpedia, gpt-4o-mini",
                label == null ? null : "https://www.neuronpedia.org/m/1-res/4",
                null,
                null,
                null);
    }

    private static Subgraph read(GraphConnection graph, Selection selection) {
        return SubgraphReader.read(graph.driver(), graph.database(), new RunId(RUN.run()), selection);
    }
}
