import { type DocumentNode, type GraphQLSchema, isObjectType, TypeInfo, visit, visitWithTypeInfo } from 'graphql';

/** What an operation asks of one type: fields that are plain properties of the row, and fields that a resolver answers. */
export interface AskedFields {
  plain: ReadonlySet<string>;
  resolved: ReadonlySet<string>;
}

/** By the type's name. */
export type Asked = ReadonlyMap<string, AskedFields>;

/** The fields that a document asks for anywhere, by type. */
export function askedOf(schema: GraphQLSchema, document: DocumentNode): Asked {
  const asked = new Map<string, { plain: Set<string>; resolved: Set<string> }>();
  const typeInfo = new TypeInfo(schema);
  visit(
    document,
    visitWithTypeInfo(typeInfo, {
      Field() {
        const [type, field] = [typeInfo.getParentType(), typeInfo.getFieldDef()];
        if (!field || field.name.startsWith('__') || !isObjectType(type)) return;
        let fields = asked.get(type.name);
        if (!fields) {
          fields = { plain: new Set(), resolved: new Set() };
          asked.set(type.name, fields);
        }
        (field.resolve ? fields.resolved : fields.plain).add(field.name);
      },
    }),
  );
  return asked;
}
