import { fileURLToPath } from 'node:url';
import {
  CaseworkAdoptDocument,
  CaseworkCaseDocument,
  CaseworkCommitteeDocument,
  CaseworkComposeDocument,
  CaseworkCountyDocument,
  type CaseworkCountyQuery,
  CaseworkFactsDocument,
  CaseworkOpenCaseDocument,
  CaseworkOpenMeetingDocument,
  CaseworkPlanMeetingDocument,
  CaseworkRegisterDocument,
  CaseworkRequestReviewDocument,
  CaseworkTakeItemDocument,
  CaseworkVoteDocument,
} from '@yimen/schema/documents';
import { CountyView } from '../scenario/county-view.js';
import { readScenario } from '../scenario/scenario-file.js';
import { expectOk, key, type Office } from '../testkit/client.js';
import { birthDateFor, syntheticIdNumber } from '../testkit/people.js';
import { ROOT } from '../testkit/root.js';

/** The cancer patient of S08: medical aid 7000, temporary aid 940–4700, a place on the Red Cross plan. */
const PATIENT = readScenario(
  fileURLToPath(new URL('tests/scenarios/data/S08-cancer-package-in-three-days.yaml', ROOT)),
);
const FACTS = { ...PATIENT.defaults, ...PATIENT.facts };
export const DECISION_DATE = PATIENT.decisionDate;
export const SELECTIONS: { programCode: string; amount?: string; planOnly?: boolean }[] = [
  { programCode: 'MIA-02' },
  { programCode: 'MCA-05', amount: '3000' },
  { programCode: 'RC-01', planOnly: true },
];
const DEPARTMENTS = ['MIA', 'MCA', 'RC'];

export interface Family {
  townshipCode: string;
  householdId: string;
  version: number;
  personId: string;
  idNumbers: string[];
}
export interface CaseFile extends Family {
  caseId: string;
  caseVersion: number;
}
export interface Composed extends CaseFile {
  packageVersion: number;
}
export interface Discussion extends Composed {
  meetingId: string;
  meetingVersion: number;
  itemId: string;
  itemVersion: number;
}
export interface Adopted extends Discussion {
  /** Package items by program. */
  items: Map<string, string>;
}

/** Works cases of the cancer patient up to a stage, through the public API; each of a family of its own. */
export class Casework {
  private sequence = 0;

  private constructor(
    readonly office: Office,
    readonly county: CaseworkCountyQuery,
    private readonly view: CountyView,
  ) {}

  static async begin(office: Office): Promise<Casework> {
    const clerk = await office.as('clerk');
    return new Casework(office, await clerk.run(CaseworkCountyDocument, {}), await CountyView.read(office));
  }

  /** A rural village of a township, of the first one unless asked. */
  place(townshipCode = this.county.townships[0]?.code ?? '') {
    const township = this.county.townships.find(({ code }) => code === townshipCode);
    const village = township?.villages.find(({ kind }) => kind === 'rural') ?? township?.villages[0];
    return { townshipCode, villageCode: village?.code ?? '', address: '一组 5 号' };
  }

  /** Somebody who is not registered yet. */
  newMember(relation = 'head') {
    this.sequence += 1;
    const sex = relation === 'spouse' ? ('female' as const) : ('male' as const);
    return {
      name: `测试甲${this.sequence}号`,
      idNumber: syntheticIdNumber(birthDateFor(53, DECISION_DATE), sex, this.sequence),
      phone: `139${10_000_000 + this.sequence}`,
      relation,
    };
  }

  private facts(personId: string, ofCase: boolean) {
    return this.view
      .factInputs(FACTS, personId)
      .filter(
        ({ code, scope }) =>
          (scope === 'case') === ofCase && !['age', 'sex', 'hh_size', 'remaining_gap'].includes(code),
      )
      .map(({ code, value, personId: of }) => ({ code, value, personId: of ?? null, observedOn: DECISION_DATE }));
  }

  async register(townshipCode?: string): Promise<Family> {
    const place = this.place(townshipCode);
    const members = [this.newMember(), this.newMember('spouse')];
    const clerk = await this.office.as('clerk');
    const { registerHousehold } = await clerk.run(CaseworkRegisterDocument, {
      input: { key: key(), ...place, members },
    });
    const household = expectOk(registerHousehold, 'Household');
    const personId = household.members.find(({ isHead }) => isHead)?.id ?? '';
    const input = { key: key(), householdId: household.id, facts: this.facts(personId, false) };
    const recorded = expectOk((await clerk.run(CaseworkFactsDocument, { input })).recordFacts, 'Household');
    return {
      townshipCode: place.townshipCode,
      householdId: household.id,
      version: recorded.version,
      personId,
      idNumbers: members.map(({ idNumber }) => idNumber),
    };
  }

  async openCase(townshipCode?: string): Promise<CaseFile> {
    const family = await this.register(townshipCode);
    const clerk = await this.office.as('clerk');
    const { openCase } = await clerk.run(CaseworkOpenCaseDocument, {
      input: {
        key: key(),
        householdId: family.householdId,
        beneficiaryId: family.personId,
        difficulty: 'medical',
        whatHappened: '癌症扩散,需要放疗',
        since: '2022-03-01',
        requestedOn: '2022-06-20',
        cost: '14000',
        facts: this.facts(family.personId, true),
      },
    });
    const file = expectOk(openCase, 'Case');
    return { ...family, caseId: file.id, caseVersion: file.version };
  }

  /** Handed to the joint review, with a composed package. */
  async compose(townshipCode?: string, selections = SELECTIONS): Promise<Composed> {
    const file = await this.openCase(townshipCode);
    const clerk = await this.office.as('clerk');
    const input = { key: key(), caseId: file.caseId, expectedVersion: file.caseVersion };
    const handed = expectOk((await clerk.run(CaseworkRequestReviewDocument, { input })).requestReview, 'Case');
    const chair = await this.office.as('chair');
    const { composePackage } = await chair.run(CaseworkComposeDocument, {
      input: {
        key: key(),
        caseId: file.caseId,
        expectedVersion: 0,
        decisionDate: DECISION_DATE,
        selections,
      },
    });
    const composed = expectOk(composePackage, 'AidPackage');
    return { ...file, caseVersion: handed.version, packageVersion: composed.version };
  }

  /** Under discussion in an open meeting of the chair and three departments, and voted for by the first `votes` of them. */
  async discuss(votes: number, townshipCode?: string, selections = SELECTIONS): Promise<Discussion> {
    const file = await this.compose(townshipCode, selections);
    const chair = await this.office.as('chair');
    const { committee } = await chair.run(CaseworkCommitteeDocument, {});
    const members = committee.filter(({ department }) => DEPARTMENTS.includes(department?.code ?? ''));
    const planned = await chair.run(CaseworkPlanMeetingDocument, {
      input: {
        key: key(),
        title: '综合研判会',
        scheduledAt: `${DECISION_DATE}T09:00:00+08:00`,
        place: '会议室',
        memberIds: members.map(({ id }) => id),
        caseIds: [file.caseId],
        batchIds: [],
      },
    });
    const { id: meetingId, version } = expectOk(planned.planMeeting, 'Meeting');
    const opening = { key: key(), meetingId, expectedVersion: version };
    const opened = expectOk((await chair.run(CaseworkOpenMeetingDocument, { input: opening })).openMeeting, 'Meeting');
    const [queued] = opened.agenda;
    if (!queued) throw new Error('The agenda is empty');
    const taking = { key: key(), itemId: queued.id, expectedVersion: queued.version };
    const taken = expectOk((await chair.run(CaseworkTakeItemDocument, { input: taking })).takeItem, 'AgendaItem');
    const voters = [chair, ...(await Promise.all(DEPARTMENTS.map((one) => this.office.as('member', one))))];
    for (const voter of voters.slice(0, votes)) {
      const vote = { key: key(), itemId: taken.id, subjectVersion: taken.subjectVersion, choice: 'for' };
      expectOk((await voter.run(CaseworkVoteDocument, { input: vote })).castVote, 'AgendaItem');
    }
    return { ...file, meetingId, meetingVersion: opened.version, itemId: taken.id, itemVersion: taken.version };
  }

  /** Adopted by the meeting; the departments decide next. */
  async adopt(townshipCode?: string): Promise<Adopted> {
    const discussion = await this.discuss(4, townshipCode);
    const chair = await this.office.as('chair');
    const input = { key: key(), itemId: discussion.itemId, expectedVersion: discussion.itemVersion };
    const item = expectOk((await chair.run(CaseworkAdoptDocument, { input })).adoptItem, 'AgendaItem');
    return { ...discussion, itemVersion: item.version, items: await this.itemsOf(discussion.caseId) };
  }

  private async itemsOf(caseId: string): Promise<Map<string, string>> {
    const chair = await this.office.as('chair');
    const items = (await chair.run(CaseworkCaseDocument, { id: caseId })).case?.package?.items ?? [];
    return new Map(items.map((item) => [item.program.code, item.id]));
  }
}
