import { Arg, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { type Context, reader, signedIn } from '../../context.js';
import { today } from '../../platform/clock.js';
import type { CaseRow } from '../case/case.reader.js';
import { Case } from '../case/case.types.js';
import { LetterReader } from './letter.reader.js';
import { AidNotice, CaseLetter } from './letter.types.js';
import { letterSections, phoneScript } from './letter-words.js';
import { NoticeReader } from './notice.reader.js';
import { NOTICE_TITLES, noticeSections } from './notice-words.js';

@Resolver(() => Case)
class CaseLetterResolver {
  @FieldResolver(() => CaseLetter, { nullable: true, description: 'Once the meeting has decided.' })
  async letter(@Root() row: CaseRow, @Ctx() context: Context): Promise<CaseLetter | null> {
    const letter = await reader(context, LetterReader).ofCase.load(row.id);
    if (!letter) return null;
    const { caseNumber, name, committee } = letter;
    const [sections, script] = [letterSections(letter), phoneScript(letter)];
    return { caseNumber, name, committee, sections, script, writtenOn: today() };
  }
}

@Resolver()
class AidNoticeResolver {
  @Query(() => AidNotice, {
    nullable: true,
    description: 'Of a schedule of monthly aid that goes out, waits, has ended, or has another amount.',
  })
  async aidNotice(@Ctx() context: Context, @Arg('scheduleId', () => ID) scheduleId: string): Promise<AidNotice | null> {
    const notice = await reader(signedIn(context), NoticeReader).ofSchedule(scheduleId);
    if (!notice) return null;
    const { householdId, kind, department: signedBy } = notice;
    const [title, sections] = [NOTICE_TITLES[kind], noticeSections(notice)];
    return { householdId, kind, title, sections, signedBy, writtenOn: today() };
  }
}

export const letterResolvers = [CaseLetterResolver, AidNoticeResolver] as const;
