import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { type Context, reader } from '../../context.js';
import { today } from '../../platform/clock.js';
import type { CaseRow } from '../case/case.reader.js';
import { Case } from '../case/case.types.js';
import { LetterReader } from './letter.reader.js';
import { CaseLetter } from './letter.types.js';
import { letterSections, phoneScript } from './letter-words.js';

@Resolver(() => Case)
export class CaseLetterResolver {
  @FieldResolver(() => CaseLetter, { nullable: true, description: 'Once the meeting has decided.' })
  async letter(@Root() row: CaseRow, @Ctx() context: Context): Promise<CaseLetter | null> {
    const letter = await reader(context, LetterReader).ofCase.load(row.id);
    if (!letter) return null;
    const { caseNumber, name, committee } = letter;
    const [sections, script] = [letterSections(letter), phoneScript(letter)];
    return { caseNumber, name, committee, sections, script, writtenOn: today() };
  }
}
