package dev.tinyrig.rig.bench.renode;

import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** The members of the one structure that an answer holds, by name; an XML-RPC fault is such a structure too. */
record XmlRpcReply(Map<String, String> members) {
    XmlRpcReply {
        members = Map.copyOf(members);
    }

    static XmlRpcReply read(InputStream xml) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        XMLStreamReader reader = factory.createXMLStreamReader(xml);
        try {
            return new XmlRpcReply(members(reader));
        } finally {
            reader.close();
        }
    }

    private static Map<String, String> members(XMLStreamReader reader) throws XMLStreamException {
        Map<String, String> members = new HashMap<>();
        String name = "";
        while (reader.hasNext()) {
            if (reader.next() != XMLStreamReader.START_ELEMENT) {
                continue;
            }
            if (reader.getLocalName().equals("name")) {
                name = reader.getElementText();
            } else if (reader.getLocalName().equals("value") && !name.isEmpty()) {
                members.merge(name, text(reader), (first, second) -> first + second);
                name = "";
            }
        }
        return members;
    }

    /** All text up to the end of this element, however it is nested; an untyped value is a string. */
    private static String text(XMLStreamReader reader) throws XMLStreamException {
        StringBuilder text = new StringBuilder();
        for (int depth = 1; depth > 0; ) {
            int event = reader.next();
            if (event == XMLStreamReader.START_ELEMENT) {
                depth++;
            } else if (event == XMLStreamReader.END_ELEMENT) {
                depth--;
            } else if (event == XMLStreamReader.CHARACTERS || event == XMLStreamReader.CDATA) {
                text.append(reader.getText());
            }
        }
        return text.toString();
    }

    boolean passed() {
        return member("status").equals("PASS");
    }

    /** What the keyword returned; empty if nothing. */
    String returned() {
        return member("return").strip();
    }

    /** Why it failed, in one line. */
    String error() {
        String error = members.getOrDefault("error", members.getOrDefault("faultString", "an answer without status"));
        return error.strip().replaceAll("\\s*\\R\\s*", " | ");
    }

    private String member(String name) {
        return members.getOrDefault(name, "");
    }
}
