package dev.steergraph.analytics.exchange.subgraph;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The aspects of a CX2 document other than nodes and edges, as its specification names them. */
final class Cx2Aspects {

    private Cx2Aspects() {}

    /** The first object of a document. */
    record Descriptor(@JsonProperty("CXVersion") String version, boolean hasFragments) {}

    /** Which aspects there are. */
    record MetaData(List<Aspect> metaData) {}

    /** An aspect and how many elements it has. */
    record Aspect(String name, int elementCount) {}

    /** Which attributes networks, nodes and edges have. */
    record AttributeDeclarations(List<Declarations> attributeDeclarations) {}

    /** The declared attributes of each kind of element, by name. */
    record Declarations(
            Map<String, Declaration> networkAttributes,
            Map<String, Declaration> nodes,
            Map<String, Declaration> edges) {}

    /** @param type as CX2 names it, such as {@code integer} */
    record Declaration(@JsonProperty("d") String type) {}

    /** The attributes of the network. */
    record NetworkAttributes(List<Network> networkAttributes) {}

    /** The network's own attributes. */
    record Network(String name, String description) {

        static Map<String, Declaration> declarations() {
            Map<String, Declaration> declared = new LinkedHashMap<>();
            declared.put("name", new Declaration("string"));
            declared.put("description", new Declaration("string"));
            return declared;
        }
    }

    /** The last object of a document: it is whole. */
    record Status(List<Success> status) {}

    /** Whether a document was written to its end. */
    record Success(boolean success) {}
}
